import {
  inputBytesMax,
  readPlainFile,
  readTextFile,
  readTextStream
} from "./chunk-ZJQLSK6V.js";
import "./chunk-UUUYVOJ7.js";
import "./chunk-5VHG2WDS.js";
import "./chunk-4V54GAD5.js";
export {
  inputBytesMax,
  readPlainFile,
  readTextFile,
  readTextStream
};
