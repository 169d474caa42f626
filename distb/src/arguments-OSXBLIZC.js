import {
  isWithinText,
  kebab,
  placeholder,
  readArguments,
  wordFor
} from "./chunk-5XR2UTMY.js";
import "./chunk-6WEGTHHE.js";
import "./chunk-QYHLQT45.js";
import "./chunk-5VHG2WDS.js";
export {
  isWithinText,
  kebab,
  placeholder,
  readArguments,
  wordFor
};
