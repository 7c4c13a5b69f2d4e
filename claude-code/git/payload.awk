# Makes the JSON that POST /hooks/git takes out of lines "KEY VALUE": facts, pairs of rewritten commits, then commits, each
# with its message, whose lines begin with a blank, and its files, as git diff-tree --name-status writes them.

BEGIN {
  for (i = 1; i < 32; i++) {
    json[sprintf("%c", i)] = sprintf("\\u%04x", i)
  }
  json["\t"] = "\\t"
  json["\""] = "\\\""
  json["\\"] = "\\\\"
  split("a 7 b 8 t 9 n 10 v 11 f 12 r 13 \" 34 \\ 92", pairs, " ")
  for (i = 1; i < 18; i += 2) {
    quoted[pairs[i]] = sprintf("%c", pairs[i + 1])
  }
}

/^(event|repository|branch) / {
  facts = facts (facts == "" ? "" : ",") string(key()) ":" string(value())
}
/^rewritten / {
  split($0, pair, " ")
  rewritten = rewritten (rewritten == "" ? "" : ",") "{\"old\":" string(pair[2]) ",\"new\":" string(pair[3]) "}"
}
/^commit / {
  end()
  commit = "{\"hash\":" string(value())
  message = files = ""
  lines = paths = 0
}
/^parents / {
  list = ""
  for (i = 2; i <= NF; i++) {
    list = list (i == 2 ? "" : ",") string($i)
  }
  commit = commit ",\"parents\":[" list "]"
}
/^(author|email|time) / {
  commit = commit "," string(key()) ":" string(value())
}
/^ / {
  # a message of 500 lines and the first 1,000 files say enough
  if (++lines <= 500) {
    message = message string_of(substr($0, 2)) "\\n"
  }
}
/^[A-Z][0-9]*\t/ {
  if (++paths <= 1000) {
    path = $0
    sub(/^.*\t/, "", path)
    files = files (files == "" ? "" : ",") "{\"status\":" string(substr($0, 1, 1)) ",\"path\":" string(unquoted(path)) "}"
  }
}
END {
  end()
  print "{" facts ",\"commits\":[" commits "],\"rewritten\":[" rewritten "]}"
}

function key() {
  return substr($0, 1, index($0, " ") - 1)
}

function value() {
  return substr($0, index($0, " ") + 1)
}

function end() {
  if (commit != "") {
    sub(/(\\n)+$/, "", message)
    commits = commits (commits == "" ? "" : ",") commit ",\"message\":\"" message "\",\"files\":[" files "]}"
  }
}

function string(text) {
  return "\"" string_of(text) "\""
}

function string_of(text,   result, c, i) {
  if (text !~ /[\001-\037"\\]/) {
    return text
  }
  for (i = 1; i <= length(text); i++) {
    c = substr(text, i, 1)
    result = result (c in json ? json[c] : c)
  }
  return result
}

# git writes a path with strange characters as a string of C
function unquoted(path,   result, c, i) {
  if (path !~ /^".*"$/) {
    return path
  }
  for (i = 2; i < length(path); i++) {
    c = substr(path, i, 1)
    if (c == "\\") {
      c = substr(path, ++i, 1)
      if (c in quoted) {
        c = quoted[c]
      } else {
        c = sprintf("%c", substr(path, i, 1) * 64 + substr(path, i + 1, 1) * 8 + substr(path, i + 2, 1))
        i += 2
      }
    }
    result = result c
  }
  return result
}
