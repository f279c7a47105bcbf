using Errand.Storage.Messages;

namespace Errand.Storage.Views;

/// <summary>A handler or janitor, as of one instant.</summary>
/// <param name="Entry">As it registered.</param>
/// <param name="Held">How many tasks it holds.</param>
/// <param name="IsDraining">Whether it takes on nothing more.</param>
/// <param name="GoneAt">When it stopped or its lease ran out; null while it lives.</param>
/// <param name="SignedOff">Whether it left by itself.</param>
/// <param name="Lost">How many tasks were taken over from it.</param>
internal sealed record WorkMember(MemberEntry Entry, int Held, bool IsDraining, DateTimeOffset? GoneAt, bool SignedOff, int Lost);
