// Hands every request on to the hub with the machine token from TASKHUB_TOKEN, and prints the port at which it does so.
import http from "node:http";

const {hostname, port} = new URL(process.argv[2]);
const server = http.createServer((request, response) => {
  const headers = {...request.headers, authorization: `Bearer ${process.env.TASKHUB_TOKEN}`};
  const onward = http.request({hostname, port, path: request.url, method: request.method, headers}, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => response.destroy());
  request.pipe(onward);
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
