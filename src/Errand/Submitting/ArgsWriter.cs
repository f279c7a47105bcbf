namespace Errand.Submitting;

/// <summary>Writes what a caller in C# gave as arguments as the JSON that a client would send.</summary>
internal delegate byte[] ArgsWriter(object? args);
