using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Errand.TestServers;

/// <summary>Answers as text that can be compared between servers: all of it but what differs from one run to the next.</summary>
public static partial class Likeness
{
    /// <summary>One exchange: what was asked and the whole answer.</summary>
    /// <param name="client">Has the server's address.</param>
    /// <param name="method">Such as POST.</param>
    /// <param name="path">With its query.</param>
    /// <param name="body">JSON; null: none.</param>
    /// <param name="headers">As they are sent, such as <c>Prefer: wait=1</c>.</param>
    public static async Task<string> AskAsync(HttpClient client, string method, string path, string? body = null, params string[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        foreach (string header in headers)
        {
            int colon = header.IndexOf(':', StringComparison.Ordinal);
            request.Headers.TryAddWithoutValidation(header[..colon], header[(colon + 1)..].Trim());
        }

        using HttpResponseMessage answer = await client.SendAsync(request);
        string head = string.Join(
            '\n', answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not ("Date" or "ETag" or "Content-Length"))
                .Select(header => $"{header.Key}: {string.Join(',', header.Value)}").Order(StringComparer.Ordinal));
        string text = await answer.Content.ReadAsStringAsync();
        return Of(string.Create(CultureInfo.InvariantCulture, $"{method} {path}\n{(int)answer.StatusCode}\n{head}\n{text}\n"));
    }

    /// <summary>Without instants, random ids, processes, their memory and ports. What is written in other digits or another calendar stays
    /// and shows.</summary>
    public static string Of(string text)
    {
        text = Instant().Replace(text, "(instant)");
        text = RandomId().Replace(text, "(id)");
        return ProcessOrPort().Replace(text, "$1(number)");
    }

    [GeneratedRegex(
        "20[2-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\\.[0-9]{3}Z|(?<=\"(?:expire|created)\":)[12][0-9]{9}(?=,)")]
    private static partial Regex Instant();

    [GeneratedRegex("\\b(?:00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]|[0-9a-f]{32})\\b")]
    private static partial Regex RandomId();

    [GeneratedRegex("(\"(?:pid|memoryBytes)\":|\"(?:running|uptime)\":|127\\.0\\.0\\.1:)[0-9.]+")]
    private static partial Regex ProcessOrPort();
}
