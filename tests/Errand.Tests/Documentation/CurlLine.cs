using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Errand.Tests.Documentation;

/// <summary>A curl line of a page: its options as far as the pages use them.</summary>
internal sealed partial record CurlLine(string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, string? Body)
{
    /// <summary>How long it reads an answer that has no end.</summary>
    public TimeSpan? Limit { get; private init; }

    public static IEnumerable<CurlLine> In(CodeBlock block) =>
        block.Text.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
            .Where(line => line.StartsWith("curl ", StringComparison.Ordinal))
            .Select(Parse);

    public HttpRequestMessage ToRequest(Uri server)
    {
        var request = new HttpRequestMessage(new HttpMethod(Method), new Uri(server, Target));
        if (Body is not null)
        {
            request.Content = new StringContent(Body, Encoding.UTF8);
            request.Content.Headers.ContentType = null;
        }

        foreach ((string name, string value) in Headers)
        {
            bool isOfContent = name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase);
            HttpHeaders headers = isOfContent ? request.Content!.Headers : request.Headers;
            Assert.True(headers.TryAddWithoutValidation(name, value));
        }

        return request;
    }

    private static CurlLine Parse(string line)
    {
        string[] words = [.. Word().Matches(line).Skip(1).Select(word => word.Value.Trim('\''))];
        string? method = null, target = null, body = null;
        TimeSpan? limit = null;
        List<(string, string)> headers = [];
        for (int i = 0; i < words.Length; i++)
        {
            switch (words[i])
            {
                case "-i" or "-N":
                    break;
                case "-m":
                    limit = TimeSpan.FromSeconds(int.Parse(words[++i], CultureInfo.InvariantCulture));
                    break;
                case "-X":
                    method = words[++i];
                    break;
                case "-d":
                    body = words[++i];
                    break;
                case "-H":
                    string[] header = words[++i].Split(": ", 2);
                    headers.Add((header[0], header[1]));
                    break;
                default:
                    target = words[i].Replace("localhost:5000", "", StringComparison.Ordinal);
                    break;
            }
        }

        Assert.StartsWith("/", target, StringComparison.Ordinal);
        return new CurlLine(method ?? (body is null ? "GET" : "POST"), target!, headers, body) { Limit = limit };
    }

    [GeneratedRegex("'[^']*'|[^ ]+")]
    private static partial Regex Word();
}
