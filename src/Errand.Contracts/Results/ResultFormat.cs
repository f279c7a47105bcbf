namespace Errand;

/// <summary>The form of a result.</summary>
public enum ResultFormat
{
    /// <summary>JSON, as it is stored.</summary>
    Json,

    /// <summary>A table in CSV (RFC 4180), with a header: of arrays, arrays of arrays or of objects, and objects of arrays.</summary>
    Csv,

    /// <summary>An array of NumPy (<c>.npy</c>, format 1.0) of doubles: of numbers and null, in arrays of any regular depth.</summary>
    Npy,
}
