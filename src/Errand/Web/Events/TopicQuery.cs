using Errand.Topics;
using Errand.Web.Http;
using Errand.Web.Query;

namespace Errand.Web.Events;

/// <summary>Which topics a request asks for.</summary>
internal static class TopicQuery
{
    private static readonly QueryParameter Topics = new(
        "topics", """{"type":"string","pattern":"^[a-z]+(,[a-z]+)*$"}""", "what to hear of: names of topics, separated by commas");

    public static IReadOnlyList<QueryParameter> Parameters { get; } = [Topics];

    /// <summary>Why it cannot be read, or null.</summary>
    public static Malformed? Read(RequestQuery? query, ChangeHints hints, out HintTopics topics)
    {
        topics = HintTopics.None;
        foreach (string name in (query?[Topics] ?? "").Split(','))
        {
            HintTopics topic = hints.Topics.FirstOrDefault(known => known.Name == name).Topic;
            if (topic == HintTopics.None)
            {
                string all = string.Join(", ", hints.Topics.Select(known => known.Name));
                return new Malformed(
                    query?[Topics] is null ? $"The query needs topics: one or more of {all}, separated by commas."
                    : $"There is no topic \"{name}\"; topics are {all}, separated by commas.");
            }

            topics |= topic;
        }

        return null;
    }
}
