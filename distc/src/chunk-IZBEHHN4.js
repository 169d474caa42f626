function r(e){try{return e()}catch{return}}export{r as a};
