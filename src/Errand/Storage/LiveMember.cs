using Errand.Storage.Messages;

namespace Errand.Storage;

/// <summary>A live handler or janitor, and what it is doing.</summary>
/// <param name="Entry">As it registered.</param>
/// <param name="LastBeatAt">When its last beat came, by the store's clock.</param>
/// <param name="IsDraining">Whether it takes on nothing more.</param>
/// <param name="Running">The tasks whose lease it holds, in the order of their ids.</param>
internal sealed record LiveMember(MemberEntry Entry, DateTimeOffset LastBeatAt, bool IsDraining, IReadOnlyList<TaskId> Running);
