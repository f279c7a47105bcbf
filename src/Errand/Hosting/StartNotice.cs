using System.Text;
using Errand.Types;

namespace Errand.Hosting;

/// <summary>What a newcomer needs when the server has started: where it is, where its tasks are, and a line to paste.</summary>
internal static class StartNotice
{
    public static string Of(ErrandRoles roles, IReadOnlyCollection<string> addresses, string database, TaskRegistry registry)
    {
        List<string> lines = [$"Errand is running: {RoleWords.Describe(roles)}"];
        if (addresses.Count > 0)
        {
            lines.Add($"  address     {string.Join(", ", addresses)}");
        }

        lines.Add($"  database    {database}");
        string types = string.Join(", ", registry.Definitions.Select(definition => definition.Type.Name));
        lines.Add($"  task types  {(types.Length == 0 ? "none; map one with app.MapTask" : types)}");
        if (addresses.Count > 0 && registry.Definitions.Count > 0)
        {
            lines.Add($"  try         {Curl(addresses.First(), registry.Definitions[0])}");
        }

        return string.Join(Environment.NewLine, lines);
    }

    private static string Curl(string address, TaskDefinition definition)
    {
        string reachable = address.Replace("[::]", "localhost", StringComparison.Ordinal)
            .Replace("0.0.0.0", "localhost", StringComparison.Ordinal);
        return $"curl -X POST '{reachable}/v1/types/{definition.Type}/tasks?wait=10' -H 'Content-Type: application/json' "
            + $"-d '{(definition.Example is { } example ? Encoding.UTF8.GetString(example.Span) : "{}")}'";
    }
}
