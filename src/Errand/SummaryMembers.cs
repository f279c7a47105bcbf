using System.Globalization;

namespace Errand;

/// <summary>Reads which members an author wants in the summary.</summary>
internal static class SummaryMembers
{
    /// <summary>What the result itself is called.</summary>
    private const string Whole = "result";

    /// <summary>Gives each member its name: the last part of its pointer. A number alone says little, and two members cannot have one name:
    /// these are called by all parts.</summary>
    /// <exception cref="ArgumentException">A pointer is not one, there are too many or none, or two have one name.</exception>
    public static IReadOnlyList<SummaryMember> Of(IReadOnlyList<string> pointers)
    {
        if (pointers.Count is 0 or > TaskLimits.MaxSummaryMembers)
        {
            throw Refused(string.Create(
                CultureInfo.InvariantCulture,
                $"A summary has 1 to {TaskLimits.MaxSummaryMembers} members; got {pointers.Count}. Use WithoutSummary to have none."));
        }

        string[][] steps = [.. pointers.Select(StepsOf)];
        string[] last = [.. steps.Select(parts => parts.Length == 0 ? Whole : parts[^1])];
        SummaryMember[] members =
        [
            .. pointers.Select((pointer, i) => new SummaryMember(
                pointer, steps[i].Length == 0 || IsClear(last[i], last) ? last[i] : string.Join('.', steps[i]), steps[i])),
        ];
        return members.CountBy(member => member.Name, StringComparer.Ordinal).FirstOrDefault(name => name.Value > 1) is { Value: > 1 } twice
            ? throw Refused($"Two members of the summary would be called \"{twice.Key}\".")
            : members;
    }

    private static bool IsClear(string name, string[] all) => !name.All(char.IsAsciiDigit) && all.Count(other => other == name) == 1;

    private static string[] StepsOf(string pointer)
    {
        ArgumentNullException.ThrowIfNull(pointer);
        if (pointer.Length > TaskLimits.MaxSummaryPointerLength)
        {
            throw Refused(string.Create(
                CultureInfo.InvariantCulture,
                $"A pointer of a summary has at most {TaskLimits.MaxSummaryPointerLength} characters; got {pointer.Length}."));
        }

        return PointerText.IsPointer(pointer)
            ? PointerText.StepsOf(pointer)
            : throw Refused($"\"{pointer}\" is not a JSON Pointer; expected one like /range or /fit/chi2.");
    }

    private static ArgumentException Refused(string why) => new(why);
}
