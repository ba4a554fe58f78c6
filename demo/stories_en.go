package demo

import (
	"time"

	"kehu/model"
)

var storiesEN = [moments][]story{
	before: {
		{kind: model.InteractionInquiry, in: true, channels: letters, content: "Asked for price and stock of {}, needs it soon.", outcome: "Quoted, will decide this week", next: "Ask about the quote"},
		{kind: model.InteractionInquiry, in: true, channels: letters, content: "Wanted photos and measurements of {}; sent them.", outcome: "Material sent", next: "Hear what they think of {}"},
		{kind: model.InteractionInquiry, in: true, channels: mails, content: "Read about {} and asks for a sample.", outcome: "Agreed to send one", next: "Send sample with tracking number"},
		{kind: model.InteractionQuotation, channels: mails, content: "Sent volume prices for {}: 5 % off from twenty pieces.", feedback: "A little more than expected", rating: 3, outcome: "Waiting for an answer", next: "Check with the boss for a better price"},
		{kind: model.InteractionQuotation, channels: mails, content: "Formal quotation for {} with freight and delivery terms.", outcome: "Goes to their finance department", next: "Follow up on the approval"},
		{kind: model.InteractionQuotation, channels: meetings, content: "Met to show {} and talked through the options.", feedback: "Better made than what we have now", rating: 4, outcome: "Serious interest", next: "Send proposal with total"},
		{kind: model.InteractionInquiry, in: true, channels: letters, content: "Can {} be shipped within a week, and with a pro forma invoice?", outcome: "Yes to both"},
	},
	ordering: {
		{kind: model.InteractionOrder, in: true, channels: letters, content: "Confirmed the order of {}, same address as last time.", outcome: "Order placed"},
		{kind: model.InteractionOrder, in: true, channels: calls, content: "Called to order more {}; the stockroom is nearly empty.", outcome: "Shipping arranged", next: "Send tracking number"},
		{kind: model.InteractionOrder, channels: mails, content: "Checked quantity and colour of {}; customer confirmed payment.", outcome: "Payment received"},
		{kind: model.InteractionOrder, channels: meetings, content: "Settled the list around {} and spoke about next quarter.", feedback: "Always a pleasure", rating: 5, outcome: "Signed"},
	},
	after: {
		{kind: model.InteractionVisitBack, channels: calls, content: "Asked how {} is doing: all fine.", feedback: "Works well, will order again", rating: 5, outcome: "Satisfied"},
		{kind: model.InteractionVisitBack, channels: letters, content: "Made sure {} arrived complete.", feedback: "Carefully packed, thank you", rating: 5, outcome: "Received"},
		{kind: model.InteractionFeedback, in: true, channels: letters, content: "Wrote that everybody likes {} and asks what else we have.", feedback: "Great value", rating: 5, outcome: "Catalogue sent", next: "Suggest new products"},
		{kind: model.InteractionFeedback, in: true, channels: letters, content: "Good quality of {}, but customs took a week.", feedback: "Delivery could be faster", rating: 3, outcome: "Told the forwarder"},
		{kind: model.InteractionComplaint, in: true, channels: calls, content: "Box of {} was crushed, one piece chipped.", feedback: "Please pack better", rating: 2, outcome: "Replacement sent the same day", next: "Confirm that it arrived"},
		{kind: model.InteractionAfterSales, in: true, channels: letters, content: "Question about the warranty of {}; sent the manual.", outcome: "Solved", rating: 4},
		{kind: model.InteractionAfterSales, in: true, channels: mails, content: "A part of {} was missing; sent it by air.", feedback: "Quick reply", rating: 4, outcome: "Settled"},
		{kind: model.InteractionOther, channels: mails, content: "Statement sent, {} included; no differences.", outcome: "Accounts agreed"},
	},
	anytime: {
		{kind: model.InteractionVisitBack, channels: calls, content: "Regular call. Nothing planned now, new budget next month.", outcome: "Stay in touch", next: "Ask again next month"},
		{kind: model.InteractionOther, channels: mails, content: "Sent the new catalogue and the new price of {}.", outcome: "Received"},
		{kind: model.InteractionOther, channels: meetings, content: "Visited while in town. They may open another shop and will need {}.", outcome: "Good talk", next: "Send ideas for {}"},
		{kind: model.InteractionOther, channels: meetings, content: "Met at the trade fair, looked at {} and left a card.", feedback: "Nicer than in the pictures", rating: 4, next: "Send material after the fair"},
		{kind: model.InteractionInquiry, in: true, channels: letters, content: "Asked whether there is an offer on {} at the moment.", outcome: "Told of the offer at the end of the month", next: "Remind when it starts"},
		{kind: model.InteractionOther, channels: mails, content: "Season's greetings with our holiday shipping dates.", feedback: "Happy holidays to the whole team", month: time.December},
		{kind: model.InteractionOther, channels: mails, content: "Announced the autumn offer on {}.", outcome: "Will look at it", month: time.October},
	},
}

var todosEN = []todo{
	{"Follow up on the quote for {}", "Still thinking, ask next week"}, {"Send a sample of {}", "Sent by courier"},
	{"Arrange a video call", "Good talk, serious interest"}, {"Introduce {}", "Asked for a quote"}, {"Send photos of {}", "Sent, waiting for an answer"},
}

var buyerTodosEN = []todo{
	{"Check that {} arrived", "Arrived complete"}, {"Remind of the open balance", "Paid"}, {"Send the yearly statement", "Accounts agree"},
	{"Send corrected invoice", "Sent"}, {"Talk about next year's contract", "Nearly agreed"}, {"Ask whether {} needs refilling", "Orders next week"},
}
