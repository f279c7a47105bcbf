using Errand.Storage.Messages;

namespace Errand.Insight.Problems;

/// <summary>Live handlers and janitors, or this process, have different versions of Errand. Other web processes are not known.</summary>
/// <param name="startedAt">When this process started.</param>
internal sealed class MixedVersions(DateTimeOffset startedAt) : IProblemCheck
{
    public IEnumerable<ServerProblem> Find(ProblemFacts facts)
    {
        MemberEntry[] live = [.. facts.Work.Members.Where(member => member.GoneAt is null).Select(member => member.Entry)];
        IEnumerable<(string Version, string Place, DateTimeOffset StartedAt)> all =
            live.Select(entry => (entry.Version, $"on {entry.Host}", entry.StartedAt));
        if (!Array.Exists(live, entry => entry.Version == ErrandVersion.Text))
        {
            all = all.Append((ErrandVersion.Text, "in this process", startedAt));
        }

        IGrouping<string, (string Version, string Place, DateTimeOffset StartedAt)>[] versions =
            [.. all.GroupBy(one => one.Version).OrderBy(version => version.Key, StringComparer.Ordinal)];
        return versions.Length < 2 ? [] :
        [
            new ServerProblem
            {
                Kind = ServerProblemKind.Versions,
                Severity = ServerProblemSeverity.Warning,
                Sentence = $"Different versions of Errand are at work: {string.Join("; ", versions.Select(PlacesOf))}.",
                Do = "Finish the upgrade: stop the processes of the old version and start the new one.",
                Since = versions.Max(version => version.Min(one => one.StartedAt)),
            },
        ];
    }

    private static string PlacesOf(IGrouping<string, (string Version, string Place, DateTimeOffset StartedAt)> version) =>
        $"{version.Key} {ProblemText.List([.. version.Select(one => one.Place).Distinct().Order(StringComparer.Ordinal)])}";
}
