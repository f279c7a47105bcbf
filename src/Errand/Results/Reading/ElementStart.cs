namespace Errand.Results.Reading;

/// <summary>Where an element of an array begins.</summary>
internal readonly record struct ElementStart(long Index, long Position);
