namespace Errand.Handler;

/// <summary>Room for tasks in a handler.</summary>
/// <param name="Slots">So many can start at once.</param>
/// <param name="Ahead">So many more can wait until a slot is free.</param>
internal readonly record struct Room(int Slots, int Ahead)
{
    public static Room operator +(Room a, Room b) => new(a.Slots + b.Slots, a.Ahead + b.Ahead);

    public static Room operator -(Room a, Room b) => new(a.Slots - b.Slots, a.Ahead - b.Ahead);
}
