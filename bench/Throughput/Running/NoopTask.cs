using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Throughput;

/// <summary>Submits one no-op.</summary>
internal static class NoopTask
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>Fails unless it was accepted.</summary>
    /// <param name="http">Of a web process.</param>
    /// <param name="number">Makes it another one.</param>
    /// <param name="wait">The seconds that the answer may wait for the end.</param>
    public static async Task SubmitAsync(HttpClient http, int number, int wait = 0)
    {
        string args = string.Create(CultureInfo.InvariantCulture, $$"""{"number":{{number}},"text":"as long as the arguments are"}""");
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(args)) { Headers = { ContentType = Json } };
        string query = wait == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"?wait={wait}");
        using HttpResponseMessage answer = await http.PostAsync(new Uri($"/v1/types/{Served.TaskType}/tasks{query}", UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
    }
}
