namespace Errand.Dashboard.Pages.Tasks;

/// <summary>How to submit a first task.</summary>
/// <param name="Origin">Where the server is, such as <c>http://localhost:5000</c>.</param>
/// <param name="Type">The first type of the program; null if it has none.</param>
public sealed record FirstTask(string Origin, TaskTypeView? Type)
{
    /// <summary>The call of curl.</summary>
    /// <param name="path">The base of all addresses.</param>
    public string CallOf(string path) =>
        $"curl '{Origin}{path}/v1/types/{Uri.EscapeDataString(Type!.Name)}/tasks' \\\n  -H 'Content-Type: application/json' \\\n"
        + $"  -d '{(Type.Example?.GetRawText() ?? "{}").Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
