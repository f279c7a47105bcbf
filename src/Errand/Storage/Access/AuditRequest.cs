namespace Errand.Storage.Access;

/// <summary>Which entries of the audit log are read: the newest of those that meet all conditions, newest first.</summary>
/// <param name="Actor">Of this one only; null: of all.</param>
/// <param name="Action">Of this one only; null: of all.</param>
/// <param name="After">Not older than this; null: however old.</param>
/// <param name="Before">Older than this; null: however young.</param>
/// <param name="Below">With smaller numbers.</param>
/// <param name="Limit">At most so many.</param>
internal readonly record struct AuditRequest(
    string? Actor, string? Action, DateTimeOffset? After, DateTimeOffset? Before, long Below, int Limit);
