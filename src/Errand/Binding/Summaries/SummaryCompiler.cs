using System.Buffers;
using System.Text.Json.Nodes;

namespace Errand.Binding.Summaries;

/// <summary>Turns what an author says of the summary of a type into what takes it.</summary>
internal static class SummaryCompiler
{
    /// <param name="builder">What the author says.</param>
    /// <param name="result">The schema of the result.</param>
    /// <returns>Null when the type has no summary.</returns>
    /// <exception cref="ArgumentException">The summary names a member that it can never have.</exception>
    public static Func<ReadOnlySequence<byte>, ReadOnlyMemory<byte>>? Compile(TaskTypeBuilder builder, JsonObject result)
    {
        if (builder.Summary is not { } members)
        {
            return TopSummary.Take;
        }

        var schema = new SummarySchema(result);
        foreach (SummaryMember member in members)
        {
            if (schema.Refusal(member) is { } refusal)
            {
                throw new ArgumentException($"Task type \"{builder.Type}\": its summary names \"{member.Pointer}\", {refusal}.");
            }
        }

        return members.Count == 0 ? null : new NamedSummary(members).Take;
    }

    /// <summary>The names of a summary's members, as far as they are known before there is a result.</summary>
    public static IReadOnlyList<string> NamesOf(TaskTypeBuilder builder, JsonObject result) =>
        builder.Summary is { } members ? [.. members.Select(member => member.Name)] : new SummarySchema(result).TopNames();
}
