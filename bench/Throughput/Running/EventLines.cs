using System.Diagnostics;
using System.Text.Json;

namespace Throughput;

/// <summary>An open event stream, and when each of its events arrived.</summary>
internal sealed class EventLines : IDisposable
{
    private readonly HttpResponseMessage _answer;
    private readonly StreamReader _lines;

    private EventLines(HttpResponseMessage answer, Stream body)
    {
        _answer = answer;
        _lines = new StreamReader(body);
    }

    public static async Task<EventLines> OpenAsync(HttpClient http, string path)
    {
        HttpResponseMessage answer = await http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        return new EventLines(answer, await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event, and the instant at which it was read, by the clock of <see cref="Stopwatch"/>.</summary>
    public async Task<(string Name, JsonElement Data, long At)> NextAsync()
    {
        string name = "";
        while (await _lines.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                name = line["event: ".Length..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                long at = Stopwatch.GetTimestamp();
                return (name, JsonElement.Parse(line["data: ".Length..]), at);
            }
        }

        throw new InvalidOperationException("The stream ended.");
    }

    public void Dispose()
    {
        _answer.Dispose();
        _lines.Dispose();
    }
}
