complete -c sipcodes -f
complete -c sipcodes -l lang -xa "en nl" -d "language"
complete -c sipcodes -l json -d "print the data"
complete -c sipcodes -l color -xa "auto always never" -d "whether to colour"
complete -c sipcodes -l no-pager -d "print long texts at once"
complete -c sipcodes -l mcp -d "serve an assistant"
complete -c sipcodes -l version -d "print the version"
complete -c sipcodes -l help -d "say what there is"
