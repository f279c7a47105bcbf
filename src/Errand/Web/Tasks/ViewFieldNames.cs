using System.Text.Json;

namespace Errand.Web.Tasks;

/// <summary>The names of the members of a task, as clients write them.</summary>
internal static class ViewFieldNames
{
    private static readonly Dictionary<string, ViewFields> Known = Enum.GetValues<ViewFields>()
        .Where(field => field is not (ViewFields.None or ViewFields.All))
        .ToDictionary(field => JsonNamingPolicy.CamelCase.ConvertName(field.ToString()), StringComparer.Ordinal);

    /// <summary>For people.</summary>
    public static string All { get; } = string.Join(", ", Known.Keys);

    /// <summary>False if a task has no member of one of these names.</summary>
    public static bool TryRead(IEnumerable<string> names, out ViewFields fields)
    {
        fields = ViewFields.None;
        foreach (string name in names)
        {
            if (!Known.TryGetValue(name, out ViewFields field))
            {
                return false;
            }

            fields |= field;
        }

        return true;
    }
}
