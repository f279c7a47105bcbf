namespace Errand.Submitting;

/// <summary>Too many submits wait for the store already. Nothing was stored.</summary>
internal sealed class OverloadedException() : Exception("Too many submits wait for the store. Try again in a moment.");
