namespace Errand.Storage.Messages;

/// <summary>One start of one handler or janitor: never used again, so no restart is mistaken for the run before it.</summary>
internal readonly record struct MemberId(Guid Value)
{
    public static MemberId New() => new(Guid.NewGuid());

    public override string ToString() => Value.ToString("N");
}
