namespace Errand.Results.Formats;

/// <summary>An array that is a column of a table.</summary>
/// <param name="Name">The name of its member.</param>
/// <param name="First">Where its first element begins in the stream.</param>
/// <param name="Bytes">How many bytes it has.</param>
/// <param name="Width">How many columns it becomes: the length of its elements if they are arrays of one length, else 0.</param>
internal sealed record CsvColumn(byte[] Name, long First, long Bytes, int Width);
