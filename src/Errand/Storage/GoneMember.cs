using Errand.Storage.Messages;

namespace Errand.Storage;

/// <summary>A handler or janitor that stopped, or gave no sign of life for a lease time.</summary>
/// <param name="Entry">As it registered.</param>
/// <param name="GoneAt">When it stopped, or its lease ran out.</param>
/// <param name="Lost">How many tasks were taken over from it.</param>
internal sealed record GoneMember(MemberEntry Entry, DateTimeOffset GoneAt, int Lost);
