import{e as $}from"./chunk-ZTXKOTC7.js";import{a as _}from"./chunk-6M63777N.js";import{a as b}from"./chunk-OYVZH5I3.js";import{a as d}from"./chunk-GYXL6YHI.js";import{a as u}from"./chunk-JK6LZXIU.js";import{d as f,h as i,k as h}from"./chunk-4GSUA35G.js";import"./chunk-Y3Y6YKOB.js";import"./chunk-SIIREK3Q.js";import"./chunk-BEQNIHAM.js";var m=["bash","zsh","fish"];async function w(a,n){let t=[],r=[["help","Tell of a command or a topic"]];for(let[o,e]of Object.entries(n)){let c=await e();r.push([o,c.summary]),t.push([o,O(c)])}let s=Object.entries(b).map(async([o,e])=>[o,(await e()).summary]);return t.push(["help",[...r.slice(1),...await Promise.all(s)]]),P[a](r,t)}function O({forms:a={},input:n,positionals:t}){let r=Object.entries(a).map(([o,e])=>[o.split(" ")[0]??"",e]),s=Object.entries(n.properties??{}).filter(([o])=>!t?.includes(o)).map(([o,e])=>[`--${$(o)}`,_(e)]);return[...r,...s,...p]}var p=[["--json","Print JSON."],["--dir","Use this workspace."],["--debug","Tell on stderr what is done and why."],["--help","Show what it takes."]],k=(a,n)=>{let t=s=>s.map(([o])=>o).join(" "),r=n.map(([s,o])=>`    ${s}) known='${t(o)}' ;;`);return`# orchestra completion bash >>~/.bashrc
_orchestra() {
  local at command= known=
  for ((at = 1; at < COMP_CWORD; at++)); do
    case \${COMP_WORDS[at]} in
      --dir) ((at++)) ;;
      -*) ;;
      *) command=\${COMP_WORDS[at]}; break ;;
    esac
  done
  case $command in
    '') known='${t([...a,...p])} --version' ;;
${r.join(`
`)}
  esac
  COMPREPLY=($(compgen -W "$known" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _orchestra orchestra
`},j=(a,n)=>{let t=s=>s.map(([o,e])=>l(`${o}:${e}`)).join(" "),r=n.map(([s,o])=>`    ${s}) known=(${t(o)}) ;;`);return`#compdef orchestra
# orchestra completion zsh >~/.zfunc/_orchestra    (a folder of your fpath)
_orchestra() {
  local at command
  local -a known
  for ((at = 2; at < CURRENT; at++)); do
    case $words[at] in
      --dir) ((at++)) ;;
      -*) ;;
      *) command=$words[at]; break ;;
    esac
  done
  case $command in
    '') known=(${t([...a,...p])}) ;;
${r.join(`
`)}
  esac
  _describe orchestra known || _files
}
if [ "$funcstack[1]" = _orchestra ]; then _orchestra "$@"; else compdef _orchestra orchestra; fi
`},y=(a,n)=>{let t=(s,[o,e])=>{let c=o.startsWith("--")?`-l ${o.slice(2)}`:`-a ${o}`;return`complete -c orchestra -n ${l(s)} ${c} -d ${l(e)}`},r=n.flatMap(([s,o])=>o.map(e=>t(`__fish_seen_subcommand_from ${s}`,e)));return`# orchestra completion fish >~/.config/fish/completions/orchestra.fish
complete -c orchestra -n __fish_use_subcommand -f
${[...a.map(s=>t("__fish_use_subcommand",s)),...r].join(`
`)}
`},P={bash:k,zsh:j,fish:y},l=a=>`'${a.replaceAll("'","'\\''")}'`;function D(a){let n={summary:"Print a script that teaches your shell the commands and flags",examples:["orchestra completion bash > orchestra.bash","orchestra completion fish"],positionals:["shell"],forms:{bash:"For bash: have ~/.bashrc source it.",zsh:"For zsh: put it into a folder of fpath, as _orchestra.",fish:"For fish: put it into ~/.config/fish/completions/orchestra.fish."},writes:!1,input:h({shell:i(m,"Which shell.")}),output:h({shell:i(m,"Which shell."),script:f("For that shell.")}),async run({terminal:t,json:r},{shell:s}){let o={...a,completion:async()=>n},e=await w(s,o);return r?d(t,{shell:s,script:e}):t.out(e),u.ok}};return n}export{D as completionOf};
