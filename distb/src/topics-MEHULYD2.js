import {
  topics
} from "./chunk-DEERZSFE.js";
export {
  topics
};
