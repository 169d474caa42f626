var n=["there","spawned","unseen","none"],o=e=>e;export{n as a,o as b};
