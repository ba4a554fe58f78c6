# Completion of kehu for bash: source <(kehu completion bash)
# The program splits the line itself: bash would part words at colons, and leave quotes open.
_kehu_complete() {
    local line out=()
    while IFS= read -r line; do
        out+=("$line")
    done < <("${COMP_WORDS[0]/#\~/$HOME}" __bash "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" "$COMP_TYPE" 2>/dev/null)
    COMPREPLY=("${out[@]:1}")
    compopt -o nosort 2>/dev/null
    case ${out[0]} in
        files) compopt -o default 2>/dev/null ;;
        nospace) compopt -o nospace 2>/dev/null ;;
    esac
}
complete -F _kehu_complete kehu
