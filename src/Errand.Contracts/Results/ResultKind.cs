namespace Errand;

/// <summary>What a value of a result is: the values of <see cref="ResultShape.Kind"/>.</summary>
public static class ResultKind
{
    /// <summary>Null.</summary>
    public const string Null = "null";

    /// <summary>True or false.</summary>
    public const string Boolean = "boolean";

    /// <summary>A number.</summary>
    public const string Number = "number";

    /// <summary>A text.</summary>
    public const string String = "string";

    /// <summary>A <c>data:</c> URI, or an object of <c>mediaType</c> and <c>data</c>.</summary>
    public const string Media = "media";

    /// <summary>An array of numbers. It may hold null, <c>"NaN"</c>, <c>"Infinity"</c> and <c>"-Infinity"</c>: these are gaps.</summary>
    public const string Numbers = "numbers";

    /// <summary>An array of texts.</summary>
    public const string Strings = "strings";

    /// <summary>An array of booleans.</summary>
    public const string Booleans = "booleans";

    /// <summary>An array of texts that are all instants (RFC 3339).</summary>
    public const string Instants = "instants";

    /// <summary>An array of complex numbers: objects of <c>re</c> and <c>im</c>, or of <c>real</c> and <c>imaginary</c>.</summary>
    public const string Complex = "complex";

    /// <summary>An array of N arrays of k numbers each, where k is 2 to 16 and N is more than 4 k.</summary>
    public const string Vectors = "vectors";

    /// <summary>Any other array of arrays of numbers of one length.</summary>
    public const string Matrix = "matrix";

    /// <summary>Arrays of numbers that nest deeper, all those of a level of one length.</summary>
    public const string Grid = "grid";

    /// <summary>An array of objects.</summary>
    public const string Records = "records";

    /// <summary>Any other array, and an empty one.</summary>
    public const string Array = "array";

    /// <summary>An object of two or more arrays of one length, and of nothing else.</summary>
    public const string Columns = "columns";

    /// <summary>Any other object.</summary>
    public const string Object = "object";
}
