using System.Text;
using Errand.Results.Reading;

namespace Errand.Results.Indexing;

/// <summary>What is known of a value of a result: enough to show it and to find what is in it.</summary>
internal sealed class ResultNode
{
    public required string Kind { get; init; }

    /// <summary>Where its first byte is.</summary>
    public required long Start { get; init; }

    /// <summary>Where what follows it begins.</summary>
    public required long End { get; init; }

    /// <summary>As a member of an object; else null.</summary>
    public string? Name { get; init; }

    /// <summary>How many elements, members or, of a text, UTF-16 units it has.</summary>
    public long Length { get; init; }

    /// <summary>A number as it is written, <c>true</c> or <c>false</c>, or the beginning of a text.</summary>
    public string? Text { get; init; }

    public string? MediaType { get; init; }

    /// <summary>Of numbers, and of all numbers of a matrix or a grid.</summary>
    public NumberFacts Numbers { get; init; }

    /// <summary>The sizes of an array of arrays of one size, the outermost first; else empty.</summary>
    public long[] Sizes { get; init; } = [];

    /// <summary>Of each component of vectors, and of a matrix of two or three columns.</summary>
    public NumberFacts[] Columns { get; init; } = [];

    /// <summary>The members that records have.</summary>
    public RecordColumns? Records { get; init; }

    /// <summary>The first members of an object. If there are more, the marks lead to them.</summary>
    public IReadOnlyList<ResultNode> Members { get; init; } = [];

    /// <summary>Where its children are; null for what has none.</summary>
    public Marks? Marks { get; init; }

    public bool IsObject { get; init; }

    public bool IsArray { get; init; }

    /// <summary>It is an array of arrays of numbers that are not all of one length.</summary>
    public bool IsRagged { get; init; }

    /// <summary>Its own, without that of its members; in bytes, roughly.</summary>
    public long MemorySize { get; init; }

    /// <summary>Of members of the same name the first one counts, as it does for a pointer.</summary>
    public ResultNode? FindMember(string name)
    {
        foreach (ResultNode member in Members)
        {
            if (member.Name == name)
            {
                return member;
            }
        }

        return null;
    }

    /// <summary>As far as a pointer leads by members that are known: what is there, and the first step from it.</summary>
    public (ResultNode Node, int Step) Follow(ResultPointer pointer)
    {
        (ResultNode node, int step) = (this, 0);
        while (step < pointer.Steps && node.FindMember(Encoding.UTF8.GetString(pointer.Name(step))) is { } member)
        {
            (node, step) = (member, step + 1);
        }

        return (node, step);
    }

    public long TotalMemory() => MemorySize + Members.Sum(member => member.TotalMemory());
}
