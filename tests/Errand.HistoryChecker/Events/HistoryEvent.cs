using System.Text.Json.Serialization;

namespace Errand.HistoryChecker;

/// <summary>One event that one process saw: one line of JSON.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(SubmitSent), "submit-sent")]
[JsonDerivedType(typeof(SubmitAccepted), "submit-accepted")]
[JsonDerivedType(typeof(SubmitRefused), "submit-refused")]
[JsonDerivedType(typeof(SubmitUnknown), "submit-unknown")]
[JsonDerivedType(typeof(RunStarted), "run-started")]
[JsonDerivedType(typeof(RunEnded), "run-ended")]
[JsonDerivedType(typeof(Viewed), "view")]
[JsonDerivedType(typeof(StoredTask), "stored")]
[JsonDerivedType(typeof(ProcessStarted), "process-started")]
[JsonDerivedType(typeof(ProcessSignalled), "process-signalled")]
[JsonDerivedType(typeof(StoreDisturbed), "store-disturbed")]
public abstract record HistoryEvent
{
    /// <summary>When it happened, by <see cref="HistoryClock"/>. Written by <see cref="HistoryWriter"/>.</summary>
    public long At { get; init; }
}
