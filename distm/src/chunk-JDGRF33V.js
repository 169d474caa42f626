async function a({store:n,conducting:e}){let{queue:t,intents:s}=n;(t.live("running").length>0||s.open().length>0||!t.head())&&await e.settle()==="crashed"&&await e.ensure()}export{a};
