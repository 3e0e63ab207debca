package org.strowger.engine.routing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.RoutingCommand.ChangeProfile;
import org.strowger.engine.routing.RoutingCommand.EndWrapUp;
import org.strowger.engine.routing.RoutingCommand.ExtendWrapUp;
import org.strowger.engine.routing.RoutingCommand.PauseAfterCall;
import org.strowger.engine.routing.RoutingCommand.PauseAgent;
import org.strowger.engine.routing.RoutingCommand.ReportOtherCall;
import org.strowger.engine.routing.RoutingCommand.ResumeAgent;
import org.strowger.engine.routing.RoutingCommand.SignInAgent;
import org.strowger.engine.routing.RoutingCommand.SignOutAgent;
import org.strowger.engine.routing.RoutingEvent.AgentPaused;
import org.strowger.engine.routing.RoutingEvent.AgentResumed;
import org.strowger.engine.routing.RoutingEvent.AgentSignedIn;
import org.strowger.engine.routing.RoutingEvent.AgentSignedOut;
import org.strowger.engine.routing.RoutingEvent.CommandRejected.Reason;
import org.strowger.engine.routing.RoutingEvent.OtherCallBegan;
import org.strowger.engine.routing.RoutingEvent.OtherCallEnded;
import org.strowger.engine.routing.RoutingEvent.PauseDeferred;
import org.strowger.engine.routing.RoutingEvent.ProfileChanged;
import org.strowger.engine.routing.RoutingEvent.SignOutDeferred;
import org.strowger.engine.routing.RoutingEvent.WrapUpEnded;
import org.strowger.engine.routing.RoutingEvent.WrapUpExtended;
import org.strowger.engine.routing.RoutingSnapshot.Contact;

/// What commands do to agents. Each method returns why the command does not apply, if it does not.
final class AgentRules {
    private final RoutingState state;
    private final Recorder recorder;
    private final OfferRules offers;

    AgentRules(RoutingState state, Recorder recorder, OfferRules offers) {
        this.state = state;
        this.recorder = recorder;
        this.offers = offers;
    }

    @Nullable Reason signIn(SignInAgent c) {
        Agent agent = state.findAgent(c.agent());
        if (agent != null && !agent.signingOut) {
            return Reason.ALREADY_SIGNED_IN;
        }
        recorder.emit(new AgentSignedIn(c.at(), c.agent(), c.profile()));
        return null;
    }

    @Nullable Reason signOut(SignOutAgent c) {
        Agent agent = state.findAgent(c.agent());
        if (agent == null) {
            return Reason.UNKNOWN_AGENT;
        }
        if (agent.signingOut) {
            return Reason.ALREADY_SIGNING_OUT;
        }
        offers.withdraw(agent, c.at());
        recorder.emit(
                agent.talks()
                        ? new SignOutDeferred(c.at(), c.agent())
                        : new AgentSignedOut(c.at(), c.agent()));
        return null;
    }

    @Nullable Reason changeProfile(ChangeProfile c) {
        Agent agent = state.findAgent(c.agent());
        if (agent == null) {
            return Reason.UNKNOWN_AGENT;
        }
        if (agent.profile.equals(c.profile())) {
            return Reason.ALREADY_SO;
        }
        recorder.emit(new ProfileChanged(c.at(), c.agent(), c.profile()));
        return null;
    }

    @Nullable Reason pause(PauseAgent c) {
        Agent agent = state.findAgent(c.agent());
        if (agent == null) {
            return Reason.UNKNOWN_AGENT;
        }
        if (c.reason().equals(agent.pauseReason)) {
            return Reason.ALREADY_PAUSED;
        }
        recorder.emit(new AgentPaused(c.at(), c.agent(), c.reason()));
        return null;
    }

    @Nullable Reason pauseAfterCall(PauseAfterCall c) {
        Agent agent = state.findAgent(c.agent());
        if (agent == null) {
            return Reason.UNKNOWN_AGENT;
        }
        if (agent.pauseReason != null || c.reason().equals(agent.pauseDeferred)) {
            return Reason.ALREADY_PAUSED;
        }
        recorder.emit(
                agent.contacts.isEmpty()
                        ? new AgentPaused(c.at(), c.agent(), c.reason())
                        : new PauseDeferred(c.at(), c.agent(), c.reason()));
        return null;
    }

    @Nullable Reason resume(ResumeAgent c) {
        Agent agent = state.findAgent(c.agent());
        if (agent == null) {
            return Reason.UNKNOWN_AGENT;
        }
        if (agent.pauseReason == null && agent.pauseDeferred == null) {
            return Reason.NOT_PAUSED;
        }
        recorder.emit(new AgentResumed(c.at(), c.agent()));
        return null;
    }

    @Nullable Reason endWrapUp(EndWrapUp c) {
        Agent agent = state.findAgent(c.agent());
        if (agent == null) {
            return Reason.UNKNOWN_AGENT;
        }
        Contact wrapUp = agent.firstWrapUp(c.call());
        if (wrapUp == null) {
            return Reason.NOT_WRAPPING_UP;
        }
        recorder.emit(new WrapUpEnded(c.at(), c.agent(), wrapUp.call()));
        return null;
    }

    @Nullable Reason extendWrapUp(ExtendWrapUp c) {
        Agent agent = state.findAgent(c.agent());
        if (agent == null) {
            return Reason.UNKNOWN_AGENT;
        }
        Contact wrapUp = agent.firstWrapUp(c.call());
        if (wrapUp == null) {
            return Reason.NOT_WRAPPING_UP;
        }
        Instant until = Agent.endOf(wrapUp).plus(c.by());
        if (until.isAfter(c.at().plus(Limits.LONGEST))) {
            return Reason.TOO_LONG;
        }
        recorder.emit(new WrapUpExtended(c.at(), c.agent(), wrapUp.call(), until));
        return null;
    }

    @Nullable Reason reportOtherCall(ReportOtherCall c) {
        Agent agent = state.findAgent(c.agent());
        if (agent == null) {
            return Reason.UNKNOWN_AGENT;
        }
        if (agent.otherCall == c.busy()) {
            return Reason.ALREADY_SO;
        }
        if (c.busy()) {
            offers.withdraw(agent, c.at());
            recorder.emit(new OtherCallBegan(c.at(), c.agent()));
        } else {
            recorder.emit(new OtherCallEnded(c.at(), c.agent()));
        }
        return null;
    }
}
