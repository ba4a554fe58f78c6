package query

import "kehu/model"

// TakenBack is the state of a change set that was undone and not done again, as it
// stands in Is.State.
const TakenBack = "undone"

// History returns the catalogue of change sets. Their order is fixed, the newest
// first; free words ask for what they were about.
func History() *Catalogue {
	fields := append(historyFields(), historyChoices()...)
	for i := range fields {
		fields[i].Unsorted, fields[i].Message = true, "query.history."+fields[i].Key
	}
	return NewCatalogue(fields, historyStates())
}

func historyFields() []Field {
	return []Field{
		{Key: "by", Aliases: []string{"操作者", "操作人", "谁", "用户", "who", "user", "actor"}, Type: Choice, Options: []Option{
			{Key: Me, Aliases: []string{"我", "本人", "自己"}},
		}},
		{Key: "at", Aliases: []string{"日期", "时间", "何时", "date", "day", "when", "time"}, Type: Instant},
		{Key: "customer", Aliases: []string{"客户", "客户名称"}},
		{Key: "file", Aliases: []string{"文件", "文件名"}},
		{Key: "id", Aliases: []string{"编号", "变更", "number"}, Type: Choice},
	}
}

func historyChoices() []Field {
	return []Field{
		{Key: "origin", Aliases: []string{"来源", "途径", "from"}, Type: Choice, Closed: true, Options: []Option{
			{Key: string(model.OriginScreen), Aliases: []string{"屏幕", "界面", "tui"}},
			{Key: string(model.OriginCommand), Aliases: []string{"命令", "命令行", "cli"}},
			{Key: string(model.OriginImport), Aliases: []string{"导入"}},
			{Key: string(model.OriginDemo), Aliases: []string{"示例", "示例数据", "sample"}},
		}},
		{Key: "kind", Aliases: []string{"类型", "记录", "记录类型", "record"}, Type: Choice, Closed: true, Options: recordOptions()},
		{Key: "action", Aliases: []string{"操作", "动作", "did"}, Type: Choice, Closed: true, Options: actionOptions()},
	}
}

func recordOptions() []Option {
	return []Option{
		{Key: string(model.KindCustomer), Aliases: []string{"客户", "customers"}},
		{Key: string(model.KindPurchase), Aliases: []string{"购买", "购买记录", "订单", "purchases", "order"}},
		{Key: string(model.KindInteraction), Aliases: []string{"联系", "联系记录", "interactions", "contact"}},
		{Key: string(model.KindTask), Aliases: []string{"跟进", "tasks", "follow-up"}},
		{Key: string(model.KindView), Aliases: []string{"视图", "views"}},
		{Key: string(model.KindField), Aliases: []string{"字段", "自定义字段", "fields"}},
		{Key: string(model.KindChoice), Aliases: []string{"选项", "级别", "choices", "level"}},
		{Key: string(model.KindSettings), Aliases: []string{"设置", "设定", "setting"}},
	}
}

func actionOptions() []Option {
	return []Option{
		{Key: string(model.ActionCreate), Aliases: []string{"新增", "添加", "add", "added"}},
		{Key: string(model.ActionEdit), Aliases: []string{"修改", "更改", "编辑", "change", "changed"}},
		{Key: string(model.ActionFinish), Aliases: []string{"完成", "done"}},
		{Key: string(model.ActionBin), Aliases: []string{"删除", "回收", "放入回收站", "delete", "rm"}},
		{Key: string(model.ActionRestore), Aliases: []string{"恢复", "还原"}},
		{Key: string(model.ActionImport), Aliases: []string{"导入", "imported"}},
		{Key: string(model.ActionDemo), Aliases: []string{"示例", "sample"}},
		{Key: string(model.ActionUndo), Aliases: []string{"撤销"}},
		{Key: string(model.ActionRedo), Aliases: []string{"重做"}},
		{Key: string(model.ActionEmpty), Aliases: []string{"清空", "emptied"}},
		{Key: string(model.ActionErase), Aliases: []string{"抹除", "erased"}},
		{Key: string(model.ActionRecover), Aliases: []string{"取回", "take-back"}},
		{Key: string(model.ActionRepair), Aliases: []string{"修复", "repaired"}},
		{Key: string(model.ActionSalvage), Aliases: []string{"抢救", "salvaged"}},
	}
}

func historyStates() []Option {
	return []Option{{Key: TakenBack, Aliases: []string{"已撤销", "撤销了"}}}
}
