using System.Text.Json;

namespace Errand.Dashboard.Forms;

/// <summary>What a schema says of the members of an object.</summary>
internal static class SchemaMembers
{
    /// <summary>The names of all members.</summary>
    public static IEnumerable<string> NamesOf(JsonElement schema) => MembersOf(new FieldShapes(schema)).Select(member => member.Name);

    /// <summary>What the members have that can be left out, as far as the schema says it.</summary>
    public static IEnumerable<KeyValuePair<string, JsonElement>> DefaultsOf(JsonElement schema)
    {
        var shapes = new FieldShapes(schema);
        foreach (FieldMember member in MembersOf(shapes))
        {
            if (!member.IsRequired && shapes.Of(member.Place).Default is { } value)
            {
                yield return KeyValuePair.Create(member.Name, value);
            }
        }
    }

    /// <summary>The units of the members that have one.</summary>
    public static IReadOnlyDictionary<string, string> UnitsOf(JsonElement schema)
    {
        var shapes = new FieldShapes(schema);
        return MembersOf(shapes).Select(member => (member.Name, shapes.Of(member.Place).Unit)).Where(member => member.Unit is not null)
            .ToDictionary(member => member.Name, member => member.Unit!, StringComparer.Ordinal);
    }

    private static IReadOnlyList<FieldMember> MembersOf(FieldShapes shapes) => shapes.Of(shapes.Root).Members;
}
