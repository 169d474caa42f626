var i=({out:n},t)=>n(`${JSON.stringify(t,null,2)}
`),o=({out:n},t)=>n(`${JSON.stringify(t)}
`);export{i as a,o as b};
