namespace Errand.Storage.Access;

/// <summary>An entry of the audit log as it is stored.</summary>
/// <param name="Number">Later entries have larger ones.</param>
/// <param name="At">When it was written.</param>
/// <param name="Entry">What was written.</param>
internal sealed record AuditRow(long Number, DateTimeOffset At, AuditEntry Entry);
