using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Throughput;

/// <summary>Submits one no-op.</summary>
internal static class NoopTask
{
    /// <summary>How many tasks one request has at most.</summary>
    public const int Batch = 10_000;

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private static readonly byte[] Lines = LinesOf("");

    private static readonly byte[] BriefLines = LinesOf(string.Create(CultureInfo.InvariantCulture, $",\"ttl\":{BriefTtl}"));

    /// <summary>Seconds until a brief task expires.</summary>
    private const int BriefTtl = 5;

    /// <summary>Where a web process takes it.</summary>
    public static Uri At(Uri web) => new(web, $"/v1/types/{Served.TaskType}/tasks");

    /// <summary>Submits this many, as lines of one request.</summary>
    public static Task SubmitBatchAsync(HttpClient http, int count = Batch) => SubmitLinesAsync(http, Lines, count);

    /// <summary>Submits tasks that expire soon, as lines of one request.</summary>
    public static Task SubmitBriefAsync(HttpClient http, int count) => SubmitLinesAsync(http, BriefLines, count);

    /// <summary>Submits this many, four batches at a time.</summary>
    public static Task SubmitBatchesAsync(HttpClient http, int count) => Parallel.ForEachAsync(
        Enumerable.Repeat(Batch, count / Batch).Concat(count % Batch > 0 ? [count % Batch] : []),
        new ParallelOptions { MaxDegreeOfParallelism = 4 },
        async (size, _) => await SubmitBatchAsync(http, size));

    /// <summary>Fails unless it was accepted.</summary>
    /// <param name="http">Of a web process.</param>
    /// <param name="number">Distinguishes the task from others.</param>
    /// <param name="wait">How many seconds the answer may wait for the outcome.</param>
    public static Task SubmitAsync(HttpClient http, int number, int wait = 0)
    {
        string query = wait == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"?wait={wait}");
        return PostAsync(http, new Uri($"/v1/types/{Served.TaskType}/tasks{query}", UriKind.Relative), number);
    }

    /// <summary>Sends the same to a server that only echoes it.</summary>
    public static Task EchoAsync(HttpClient echo, int number) => PostAsync(echo, new Uri("/", UriKind.Relative), number);

    private static byte[] LinesOf(string options) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(
        $$$"""{"type":"{{{Served.TaskType}}}","args":{"number":12345,"text":"as long as the arguments are"}{{{options}}}}""" + "\n",
        Batch)));

    private static async Task SubmitLinesAsync(HttpClient http, byte[] lines, int count)
    {
        using var body = new ByteArrayContent(lines, 0, lines.Length / Batch * count) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-ndjson") } };
        using HttpResponseMessage answer = await http.PostAsync(new Uri("/v1/tasks/batch", UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task PostAsync(HttpClient http, Uri path, int number)
    {
        string args = string.Create(CultureInfo.InvariantCulture, $$"""{"number":{{number}},"text":"as long as the arguments are"}""");
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(args)) { Headers = { ContentType = Json } };
        using HttpResponseMessage answer = await http.PostAsync(path, body);
        answer.EnsureSuccessStatusCode();
    }
}
