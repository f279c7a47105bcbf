namespace Errand.Tests.HistoryChecking;

internal enum SubmitStory
{
    Accepted,
    RefusedThenAccepted,
    AnswerLostThenReplayed,
    AnswerLostAndStored,
    AnswerLostAndNotStored,
    ClientKilled,
    Refused,
}
