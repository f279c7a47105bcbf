namespace Errand.Storage.Messages;

/// <summary>What one sweep deleted.</summary>
/// <param name="Deleted">Tasks deleted with all that belonged to them.</param>
/// <param name="NeverFinished">How many of them had never finished.</param>
/// <param name="ToldToStop">Runs that were asked to stop; a later sweep deletes their tasks.</param>
/// <param name="More">The limit was reached: more may have expired.</param>
/// <param name="Lag">How long ago the last of these tasks expired; those that are left expired later. Zero when the limit was not
/// reached.</param>
internal sealed record DeleteExpiredAnswer(int Deleted, int NeverFinished, int ToldToStop, bool More, TimeSpan Lag);
