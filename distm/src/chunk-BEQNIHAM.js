var s=class extends Error{code;hint;constructor(t,c,e={}){super(c,{cause:e.cause}),this.name="Failure",this.code=t,this.hint=e.hint}};export{s as a};
