using System.Text.Json.Serialization;

namespace Errand;

/// <summary>What a value of a result is, and what is in it. What does not apply to its kind is null, and left out of the answer.</summary>
public sealed record ResultShape
{
    /// <summary>Its name in the object that it is a member of.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>The JSON Pointer that leads to it.</summary>
    public required string At { get; init; }

    /// <summary>One of <see cref="ResultKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>How many elements or members it has; of a text, how many UTF-16 units.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Length { get; init; }

    /// <summary>How many numbers each element of vectors or of a matrix has.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Width { get; init; }

    /// <summary>The sizes of a grid, the outermost first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<long>? Sizes { get; init; }

    /// <summary>Whether all numbers of an array are whole.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Integers { get; init; }

    /// <summary>The smallest finite number of an array, matrix or grid.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Min { get; init; }

    /// <summary>The largest one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Max { get; init; }

    /// <summary>How many of its numbers are NaN, infinite or too large for a double.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? NonFinite { get; init; }

    /// <summary>How many of its numbers are null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Nulls { get; init; }

    /// <summary><c>rising</c> when each number of an array is larger than the one before and none is missing, <c>falling</c> when each is
    /// smaller.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Monotone { get; init; }

    /// <summary>The ranges of the components of vectors.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ResultRange>? Columns { get; init; }

    /// <summary>A number, digit by digit as it is stored, or <c>true</c> or <c>false</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }

    /// <summary>The beginning of a text: 100 UTF-16 units at most.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Preview { get; init; }

    /// <summary>The type of media.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MediaType { get; init; }

    /// <summary>How many bytes of the result an array, an object or media takes; of the described value itself, always.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Bytes { get; init; }

    /// <summary>How the described value can be shown, the best first: of the whole result as its author says, then as its shape suggests.
    /// Of its children null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ResultView>? Views { get; init; }

    /// <summary>The elements or members that are listed; null where none are asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ResultShape>? Children { get; init; }
}
