using System.Net.Http.Headers;
using System.Text;

namespace Throughput;

/// <summary>A store with very many tasks of several types, most of them done and some waiting.</summary>
internal static class ManyTasks
{
    /// <summary>One in so many has a type, a queue and a tag of its own, and one in so many fails.</summary>
    private const int Rare = 100;

    private const int PerRequest = 10_000;

    private static readonly MediaTypeHeaderValue Lines = new("application/x-ndjson");

    /// <summary>Returns when all are done but the 10,000 newest, which wait since their handler has ended.</summary>
    /// <param name="installation">Runs the servers.</param>
    /// <param name="http">Speaks with one of them.</param>
    /// <param name="handler">The only one that runs tasks.</param>
    /// <param name="tasks">How many shall be done; a multiple of 10,000.</param>
    public static async Task FillAsync(Installation installation, HttpClient http, ServerProcess handler, int tasks)
    {
        await SubmitAllAsync(http, tasks);
        await installation.DrainedButForScheduledAsync();
        await handler.SignalAsync(Signal.Terminate);
        // These wait, in the middle of all ids by which lists are sorted.
        await SubmitAsync(http, Served.TaskType, ",\"queue\":\"default\"", PerRequest);
        await installation.Contents.SettleAsync();
    }

    private static async Task SubmitAllAsync(HttpClient http, int tasks)
    {
        for (int i = 0; i < tasks / PerRequest; i++)
        {
            await SubmitAsync(http, Served.TaskType, "", PerRequest - (2 * PerRequest / Rare));
            await SubmitAsync(http, Served.MirrorType, ",\"queue\":\"rare\",\"tags\":[\"rare\"]", PerRequest / Rare);
            await SubmitAsync(http, Served.FailingType, ",\"maxAttempts\":1", PerRequest / Rare);
        }
    }

    private static async Task SubmitAsync(HttpClient http, string type, string options, int count)
    {
        string args = type == Served.MirrorType ? """{"text":"as long as the arguments are"}"""
            : type == Served.FailingType ? "{}"
            : """{"number":12345,"text":"as long as the arguments are"}""";
        string line = $$"""{"type":"{{type}}","args":{{args}}{{options}}}""" + "\n";
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(line, count))));
        body.Headers.ContentType = Lines;
        using HttpResponseMessage answer = await http.PostAsync(new Uri("/v1/tasks/batch", UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
    }
}
