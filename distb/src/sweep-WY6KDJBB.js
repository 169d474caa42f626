import {
  bearersOf,
  deliver,
  killBearers,
  signalAgain
} from "./chunk-PBIROSBO.js";
import "./chunk-7QJ36DIS.js";
import "./chunk-UUUYVOJ7.js";
import "./chunk-5VHG2WDS.js";
import "./chunk-4V54GAD5.js";
export {
  bearersOf,
  deliver,
  killBearers,
  signalAgain
};
