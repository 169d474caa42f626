import {
  codeOf,
  within
} from "./chunk-UUUYVOJ7.js";
import {
  Failure
} from "./chunk-5VHG2WDS.js";
import {
  fs
} from "./chunk-4V54GAD5.js";

// ../ft/dist/src/adapters/text-input.js
var inputBytesMax = 64 * 1024 * 1024;
function readTextFile(path) {
  const text = ifThere(path, () => {
    const input = gather(path);
    for (const chunk of chunksOf(path))
      input.add(chunk);
    return input.text();
  });
  if (text !== void 0)
    return text;
  throw new Failure("invalid", `there is no file ${path}`, { hint: "see how it is spelled" });
}
async function readTextStream(name, stream) {
  const input = gather(name);
  for await (const chunk of stream)
    input.add(chunk);
  return input.text();
}
function readPlainFile(path) {
  return ifThere(path, () => {
    const file = openWithoutWaiting(path);
    try {
      const facts = fs.fstatSync(file);
      if (!facts.isFile() && !facts.isDirectory())
        throw new Failure("invalid", `${path} is no regular file`, {
          hint: "put a file in its place"
        });
      refuseLarger(facts.size, path);
      return decode(fs.readFileSync(file), path);
    } finally {
      fs.closeSync(file);
    }
  });
}
function ifThere(path, read) {
  try {
    return within(path, read, "read");
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(codeOf(error)))
      return void 0;
    throw error;
  }
}
function* chunksOf(path) {
  let file = openWithoutWaiting(path);
  try {
    for (; ; ) {
      const chunk = Buffer.allocUnsafe(256 * 1024);
      let length;
      try {
        length = fs.readSync(file, chunk);
      } catch (error) {
        if (codeOf(error) !== "EAGAIN")
          throw error;
        fs.closeSync(file);
        file = fs.openSync(path, "r");
        continue;
      }
      if (length === 0)
        return;
      yield chunk.subarray(0, length);
    }
  } finally {
    fs.closeSync(file);
  }
}
var openWithoutWaiting = (path) => fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
function gather(name) {
  const chunks = [];
  let bytes = 0;
  return {
    add(chunk) {
      bytes += chunk.length;
      refuseLarger(bytes, name);
      chunks.push(chunk);
    },
    text: () => decode(Buffer.concat(chunks), name)
  };
}
function refuseLarger(bytes, name) {
  if (bytes <= inputBytesMax)
    return;
  throw new Failure("invalid", `${name} holds more than ${inputBytesMax / 1024 / 1024} MiB`, {
    hint: "name a big file in the prompt, and let the agent read it; split a batch"
  });
}
function decode(bytes, name) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Failure("invalid", `${name} is no UTF-8 text`, {
      hint: "convert it, as with iconv -t utf-8; or name the file in a prompt",
      cause
    });
  }
}

export {
  inputBytesMax,
  readTextFile,
  readTextStream,
  readPlainFile
};
