using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;

namespace Errand.Tests.Documentation;

/// <summary>An answer on a page. Numbers, instants and texts differ from run to run; the members and the kinds of their values must
/// not.</summary>
internal sealed record DocumentedAnswer(int? Status, IReadOnlyList<string> Headers, string Body)
{
    /// <summary>One answer over the whole block, or one a line when several were asked for.</summary>
    public static DocumentedAnswer[] In(CodeBlock block, int count) =>
        count == 1 ? [Parse(block.Text)] : [.. block.Text.Split('\n').Select(Parse)];

    public async Task CompareAsync(HttpResponseMessage answer, string place)
    {
        Assert.True(
            Status is null || Status == (int)answer.StatusCode, $"{place}: {Status} is documented, {(int)answer.StatusCode} was answered.");
        IEnumerable<string> sent = answer.Headers.Concat(answer.Content.Headers).Select(header => header.Key);
        Assert.Empty(Headers.Except(sent, StringComparer.OrdinalIgnoreCase));

        if (Body.Length > 0)
        {
            string body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            if (answer.Content.Headers.ContentType?.MediaType == "text/event-stream")
            {
                CompareEvents(EventsIn(Body), EventsIn(body), place);
            }
            else
            {
                Compare(JsonElement.Parse(Body), JsonElement.Parse(body), place);
            }
        }
    }

    private static SseItem<string>[] EventsIn(string body) =>
        [.. SseParser.Create(new MemoryStream(Encoding.UTF8.GetBytes(body + "\n"))).Enumerate()];

    private static void CompareEvents(SseItem<string>[] expected, SseItem<string>[] actual, string place)
    {
        Assert.Equal(expected.Select(e => e.EventType), actual.Select(e => e.EventType));
        foreach ((SseItem<string> one, SseItem<string> other) in expected.Zip(actual))
        {
            Compare(JsonElement.Parse(one.Data), JsonElement.Parse(other.Data), place);
        }
    }

    private static DocumentedAnswer Parse(string text)
    {
        if (!text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal))
        {
            return new DocumentedAnswer(null, [], text);
        }

        string[] parts = text.Split("\n\n", 2);
        string[] head = parts[0].Split('\n');
        int status = int.Parse(head[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        return new DocumentedAnswer(status, [.. head.Skip(1).Select(line => line.Split(':')[0])], parts.Length == 2 ? parts[1] : "");
    }

    private static void Compare(JsonElement expected, JsonElement actual, string path)
    {
        Assert.True(expected.ValueKind == actual.ValueKind, $"{path}: {expected} is documented, {actual} was answered.");
        if (expected.ValueKind == JsonValueKind.Object)
        {
            Assert.Equal(expected.EnumerateObject().Select(member => member.Name), actual.EnumerateObject().Select(member => member.Name));
            foreach (JsonProperty member in expected.EnumerateObject())
            {
                Compare(member.Value, actual.GetProperty(member.Name), $"{path}, {member.Name}");
            }
        }
        else if (expected.ValueKind == JsonValueKind.Array)
        {
            Assert.Equal(expected.GetArrayLength(), actual.GetArrayLength());
            foreach ((JsonElement one, JsonElement other) in expected.EnumerateArray().Zip(actual.EnumerateArray()))
            {
                Compare(one, other, path);
            }
        }
    }
}
