using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Errand.Tests.Documentation;

/// <summary>samples/Quickstart as a process of its own, on a free port and in an empty folder.</summary>
internal sealed partial class QuickstartServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("errand-docs-");
    private readonly Process _process;
    private readonly HttpClient _client = new();
    private Uri _address = null!;

    private QuickstartServer()
    {
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Quickstart.dll"), "--urls", "http://127.0.0.1:0"])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        // What it writes must not fill the pipes.
        _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
    }

    public static async Task<QuickstartServer> StartAsync()
    {
        var server = new QuickstartServer();
        string? line;
        do
        {
            line = await server._process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.NotNull(line);
        }
        while (Address().Match(line) is not { Success: true });

        server._address = new Uri(Address().Match(line).Groups[1].Value);
        _ = server._process.StandardError.ReadToEndAsync(CancellationToken.None);
        return server;
    }

    public async Task<HttpResponseMessage> SendAsync(CurlLine curl)
    {
        using HttpRequestMessage request = curl.ToRequest(_address);
        HttpResponseMessage answer = await _client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var body = new ByteArrayContent(await ReadAsync(answer, curl.Limit));
        foreach ((string name, IEnumerable<string> values) in answer.Content.Headers)
        {
            body.Headers.TryAddWithoutValidation(name, values);
        }

        answer.Content.Dispose();
        answer.Content = body;
        return answer;
    }

    /// <summary>All of an answer, or what comes of it in time.</summary>
    private static async Task<byte[]> ReadAsync(HttpResponseMessage answer, TimeSpan? limit)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(limit ?? Timeout.InfiniteTimeSpan);
        await using Stream stream = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var body = new MemoryStream();
        try
        {
            await stream.CopyToAsync(body, end.Token);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            // As curl leaves when its time is over.
        }

        return body.ToArray();
    }

    /// <summary>Pages show tasks that are done; a reader types no faster than they are.</summary>
    public async Task FinishWhatIsViewedAsync(CurlLine curl)
    {
        if (curl.Method != "GET")
        {
            return;
        }

        if (View().Match(curl.Target) is { Success: true } view)
        {
            await FinishAsync(view.Groups[1].Value);
        }
        else if (curl.Target.StartsWith("/v1/tasks?", StringComparison.Ordinal))
        {
            await FinishAllAsync("status=running");
            await FinishAllAsync("reason=ready");
        }
    }

    private async Task FinishAllAsync(string filter)
    {
        var list = new Uri(_address, $"/v1/tasks?fields=id&{filter}");
        var tasks = JsonElement.Parse(await _client.GetStringAsync(list, TestContext.Current.CancellationToken));
        foreach (JsonElement task in tasks.GetProperty("items").EnumerateArray())
        {
            await FinishAsync(task.GetProperty("id").GetRawText());
        }
    }

    private async Task FinishAsync(string id)
    {
        var task = new Uri(_address, $"/v1/tasks/{id}?wait=10");
        string view = await _client.GetStringAsync(task, TestContext.Current.CancellationToken);
        Assert.Contains("\"status\":\"done\"", view, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    [GeneratedRegex("^  address +(http:[^ ,]+)")]
    private static partial Regex Address();

    [GeneratedRegex("^(?:/task|/v1/tasks)/([0-9]+)")]
    private static partial Regex View();
}
