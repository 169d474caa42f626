import {
  run
} from "./chunk-O4KPIECE.js";
import "./chunk-2OBH7DFX.js";
import "./chunk-X4IKPAP2.js";
import "./chunk-WRR5TNQP.js";
import "./chunk-3GURRCJB.js";
import "./chunk-6BLBWETH.js";
import "./chunk-TDQQF3GW.js";
import "./chunk-OEBKKQG6.js";
import "./chunk-TVO57TNB.js";
import "./chunk-E333RTSF.js";
import "./chunk-GI26EQSU.js";
import "./chunk-DVSKCOC5.js";
import "./chunk-2N4G7HPN.js";
import "./chunk-GTZ4KQI4.js";
import "./chunk-MSDGEEZV.js";
import "./chunk-6ULRSHSM.js";
import "./chunk-RLLTZYOD.js";
import "./chunk-IWPS5FU5.js";
import "./chunk-GPV7KN42.js";
import "./chunk-PUVSEIMK.js";
import "./chunk-JB5L447W.js";
import "./chunk-U6L365AJ.js";
import "./chunk-FBXUARIM.js";
import "./chunk-TQN5J5DI.js";
import "./chunk-QEYDHFPW.js";
import "./chunk-AYEYYZRK.js";
import "./chunk-IJBGSXO5.js";
import "./chunk-6WEGTHHE.js";
import "./chunk-QYHLQT45.js";
import "./chunk-5VHG2WDS.js";
export {
  run
};
