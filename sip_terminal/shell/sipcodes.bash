# bash completion for sipcodes
_sipcodes() {
    case $3 in
        --lang) COMPREPLY=($(compgen -W "en nl" -- "$2")) ;;
        --color) COMPREPLY=($(compgen -W "auto always never" -- "$2")) ;;
        *) COMPREPLY=($(compgen -W "--lang --json --color --no-pager --mcp --version --help" -- "$2")) ;;
    esac
}
complete -F _sipcodes sipcodes
