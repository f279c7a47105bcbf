using System.Globalization;
using System.Text;

namespace Errand.Tests.Web;

public sealed class BodyLimitTests
{
    private const int Limit = 1024 * 1024;
    private const string Head =
        "POST /v1/types/free/tasks HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n";

    [Theory]
    [InlineData("/v1/types/free/tasks")]
    [InlineData("/v1/tasks")]
    public async Task A_body_over_the_limit_is_refused(string path)
    {
        await using WebServer server = await WebServer.StartAsync();

        Answer answer = await server.PostAsync(path, $$"""{"a":"{{new string('x', Limit)}}"}""");

        answer.IsProblem(413, null);
    }

    [Fact]
    public async Task A_body_of_exactly_the_limit_is_taken()
    {
        await using WebServer server = await WebServer.StartAsync();
        string args = $$"""{"a":"{{new string('x', Limit - 8)}}"}""";

        Answer answer = await server.PostAsync("/v1/types/free/tasks", args);

        Assert.Equal(Limit, args.Length);
        Assert.Equal(202, (int)answer.Status);
        Assert.Equal(args, Encoding.UTF8.GetString(Assert.Single(server.Store.Submitted).Args.Span));
    }

    [Fact]
    public async Task A_body_that_is_said_to_be_over_the_limit_is_refused_before_it_is_sent()
    {
        await using WebServer server = await WebServer.StartAsync();
        using System.Net.Sockets.TcpClient tcp = await server.ConnectAsync();
        await tcp.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"{Head}Expect: 100-continue\r\nContent-Length: {Limit + 1}\r\n\r\n"),
            TestContext.Current.CancellationToken);

        using var reader = new StreamReader(tcp.GetStream());
        Assert.Equal("HTTP/1.1 413 Payload Too Large", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("POST", "/v1/tasks/1/cancel", 200)]
    [InlineData("POST", "/v1/types/none/tasks", 404)]
    [InlineData("POST", "/elsewhere", 404)]
    [InlineData("PUT", "/v1/tasks", 405)]
    public async Task A_large_body_that_is_not_read_does_not_cost_its_client_the_answer(string method, string path, int status)
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Done(1), "[3]"u8.ToArray());
        using System.Net.Sockets.TcpClient tcp = await server.ConnectAsync();
        await tcp.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {Limit + 1}\r\n\r\n")),
            TestContext.Current.CancellationToken);

        using var reader = new StreamReader(tcp.GetStream());
        string? first = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        await tcp.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes(new string(' ', Limit + 1) + "GET /ping HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
            TestContext.Current.CancellationToken);

        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} "), first, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 200 OK", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_in_chunks_is_taken_up_to_the_limit()
    {
        await using WebServer server = await WebServer.StartAsync();

        string small = await server.SendRawAsync(
            $"{Head}Transfer-Encoding: chunked\r\n\r\n", "5\r\n{\"a\":\r\n", "2\r\n1}\r\n", "0\r\n\r\n");
        string chunk = (Limit / 2).ToString("x", CultureInfo.InvariantCulture) + "\r\n" + new string(' ', Limit / 2) + "\r\n";
        string large = await server.SendRawAsync($"{Head}Transfer-Encoding: chunked\r\n\r\n", chunk, chunk, "1\r\n \r\n", "0\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 202 ", small, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 413 ", large, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", large, StringComparison.Ordinal);
        Assert.DoesNotContain("Server:", small, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("zz")]
    [InlineData("FFFFFFFFFFFFFFFFF")]
    public async Task A_chunk_that_is_none_is_malformed(string size)
    {
        await using WebServer server = await WebServer.StartAsync();

        string answer = await server.SendRawAsync($"{Head}Transfer-Encoding: chunked\r\n\r\n", $"{size}\r\n");

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("malformed-request", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_leaves_in_the_middle_of_its_body_stores_nothing_and_is_no_error()
    {
        await using WebServer server = await WebServer.StartAsync();
        using (System.Net.Sockets.TcpClient tcp = await server.ConnectAsync())
        {
            await tcp.GetStream().WriteAsync(
                Encoding.ASCII.GetBytes($"{Head}Content-Length: 100\r\n\r\n{{"), TestContext.Current.CancellationToken);
        }

        Assert.Equal(200, (int)(await server.GetAsync("/ping")).Status);
        Assert.Equal(0, server.Store.Count);
        Assert.Empty(server.Log.Ids);
    }

    [Fact]
    public async Task Slow_and_many_clients_are_bounded()
    {
        await using WebServer server = await WebServer.StartAsync(options => options.MaxConnections = 100);

        Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerLimits limits = server.Limits;

        Assert.Null(limits.MaxRequestBodySize);
        Assert.Equal(100, limits.MaxConcurrentConnections);
        Assert.Equal(TimeSpan.FromSeconds(10), limits.RequestHeadersTimeout);
        Assert.Equal(4096, limits.MinRequestBodyDataRate!.BytesPerSecond);
    }

    [Fact]
    public async Task The_limit_can_be_set()
    {
        await using WebServer server = await WebServer.StartAsync(options => options.MaxBodyBytes = 2048);

        (await server.PostAsync("/v1/types/free/tasks", $$"""{"a":"{{new string('x', 2048)}}"}""")).IsProblem(413, null);
        Assert.Equal(413, (int)(await server.PostAsync("/task/new", $$"""{"a":"{{new string('x', 2048)}}"}""")).Status);
    }
}
