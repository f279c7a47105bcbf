using System.Text;
using System.Text.Json;

namespace Throughput;

/// <summary>A task of which only the result matters.</summary>
internal static class DoneTask
{
    /// <summary>Returns when it is done.</summary>
    /// <param name="http">Speaks with a web server.</param>
    /// <param name="type">One of <see cref="Served"/>.</param>
    /// <param name="args">JSON.</param>
    /// <returns>The task's address in the API.</returns>
    public static async Task<string> RunAsync(HttpClient http, string type, string args)
    {
        using var body = new StringContent(args, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await http.PostAsync(new Uri($"/v1/types/{type}/tasks", UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
        string path = answer.Headers.Location!.OriginalString;
        while (true)
        {
            using var view = JsonDocument.Parse(await http.GetByteArrayAsync(new Uri($"{path}?wait=30", UriKind.RelativeOrAbsolute)));
            if (view.RootElement.GetProperty("status").GetString() == "done")
            {
                return view.RootElement.GetProperty("outcome").GetString() == "succeeded" ? path : throw new InvalidOperationException("It failed.");
            }
        }
    }
}
